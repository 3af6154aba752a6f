//! What the stages print, run as the READMEs run them.
