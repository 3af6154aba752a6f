//! What a generator does, by hand and by combinator.

use stage1_generators::generator::{Generator, generator};
use stage1_generators::yield_from::{AnotherGenerator, another_generator, flattened};

#[test]
fn making_a_generator_runs_none_of_it() {
    assert_eq!(generator(), Generator::Start);
    assert_eq!(another_generator(), AnotherGenerator::Start);
}

#[test]
fn a_generator_goes_on_where_it_was_suspended() {
    let mut generator = generator();
    assert_eq!(generator.next(), Some("hello"));
    assert_eq!(generator, Generator::AtHello);
    assert_eq!(generator.next(), Some("world"));
    assert_eq!(generator, Generator::AtWorld);
}

#[test]
fn an_exhausted_generator_stays_exhausted() {
    let mut generator = generator();
    assert_eq!(generator.by_ref().count(), 2);
    assert_eq!([generator.next(), generator.next(), generator.next()], [None; 3]);

    let mut outer = another_generator();
    assert_eq!(outer.by_ref().count(), 2);
    assert_eq!([outer.next(), outer.next(), outer.next()], [None; 3]);
}

#[test]
fn a_delegating_generator_is_suspended_where_the_inner_one_is() {
    let mut outer = another_generator();
    assert_eq!(outer.next(), Some("hello"));
    assert_eq!(outer, AnotherGenerator::YieldingFrom(Generator::AtHello));
}

#[test]
fn yield_from_and_flatten_yield_the_same() {
    assert!(another_generator().eq(flattened()));
    assert!(flattened().eq(["hello", "world"]));
}
