//! A door over a real store in a folder of its own, for the stories told beside this file. Time stands where it is set,
//! randomness comes from a counted seed. It never runs outside tests.

mod api_test;
mod bad_input_test;
mod conversation_test;
mod filing;
mod house;
mod plain_test;
mod reader;
mod wire_test;

use house::{Answer, House};
