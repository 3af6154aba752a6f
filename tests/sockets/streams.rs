//! The halves of a stream.

use futures::try_join;

both_runtimes! {
    #[test]
    fn the_halves_read_and_write_concurrently_in_one_task() {
        const LENGTH: usize = 4_000_000;

        run(async {
            let (mut client, mut server) = connected().await;
            // More than the operating system buffers: with one future after the other, both ends
            // wait.
            let echo = task::spawn_local(async move {
                let (mut reader, mut writer) = server.split();
                let mut buffer = vec![0; 64 * 1024];
                loop {
                    let length = reader.read(&mut buffer).await.unwrap();
                    if length == 0 {
                        return writer.shutdown().await.unwrap();
                    }
                    writer.write_all(&buffer[..length]).await.unwrap();
                }
            });
            let (mut reader, mut writer) = client.split();
            let mut received = Vec::new();
            try_join!(
                async {
                    writer.write_all(&vec![1; LENGTH]).await?;
                    writer.shutdown().await
                },
                reader.read_to_end(&mut received),
            )
            .unwrap();
            assert_eq!(received.len(), LENGTH);
            echo.await.unwrap();
        });
    }

    #[test]
    fn the_halves_go_to_two_tasks() {
        run(async {
            let (client, mut server) = connected().await;
            let (mut reader, mut writer) = client.into_split();
            let received = task::spawn_local(async move {
                let mut received = String::new();
                reader.read_to_string(&mut received).await.unwrap();
                received
            });
            let sent = task::spawn_local(async move {
                writer.write_all(b"question").await.unwrap();
                // Its drop ends the writing, while the other half waits.
            });
            let mut question = String::new();
            server.read_to_string(&mut question).await.unwrap();
            server.write_all(b"answer to ").await.unwrap();
            server.write_all(question.as_bytes()).await.unwrap();
            drop(server);
            sent.await.unwrap();
            assert_eq!(received.await.unwrap(), "answer to question");
        });
    }

    #[test]
    fn halves_of_one_stream_are_reunited_and_those_of_two_are_not() {
        run(async {
            let (client, server) = connected().await;
            let address = client.local_addr().unwrap();
            let (client_reader, client_writer) = client.into_split();
            let (server_reader, server_writer) = server.into_split();
            let error = client_reader.reunite(server_writer).unwrap_err();
            assert!(error.to_string().contains("not from the same socket"), "{error}");
            let (client_reader, server_writer) = (error.0, error.1);
            let client = client_writer.reunite(client_reader).unwrap();
            assert_eq!(client.local_addr().unwrap(), address);
            let mut server = server_reader.reunite(server_writer).unwrap();
            let mut client = client;
            // No half has ended the writing.
            client.write_all(b"a").await.unwrap();
            assert_eq!(server.read(&mut [0; 8]).await.unwrap(), 1);
        });
    }

    #[test]
    fn a_half_that_is_forgotten_ends_nothing() {
        run(async {
            let (client, mut server) = connected().await;
            let (reader, writer) = client.into_split();
            writer.forget();
            assert_eq!(server.try_read(&mut [0; 8]).unwrap_err().kind(), io::ErrorKind::WouldBlock);
            drop(reader);
            assert_eq!(server.read(&mut [0; 8]).await.unwrap(), 0);
        });
    }
}
