//! The child process's loop: requests in, answers and samples out.

use std::io::{ErrorKind, Read, Write};

use speech::wire::{self, MAX_REQUEST_BYTES, Reply, WireError};

use crate::{Error, answer};

/// Answers requests until the input ends. A request that cannot be spoken is answered with its error and the
/// loop goes on; a missing engine too, so that installing it mends a running program.
///
/// # Errors
/// [`Error::Pipe`] when either end breaks, also in the middle of a request, and [`Error::Wire`] for a length that
/// no request has: what follows it could not be told apart any more.
pub fn speak(mut input: impl Read, mut output: impl Write) -> Result<(), Error> {
    while let Some(json) = next(&mut input)? {
        let answer = wire::read_request(&json).map_err(Error::from).and_then(|request| answer::say(&request));
        let (reply, samples) =
            answer.unwrap_or_else(|error| (Reply { error: Some(error.to_string()), ..Reply::default() }, Vec::new()));
        output.write_all(&wire::write_reply(&reply)?)?;
        output.write_all(&wire::write_samples(&samples))?;
        output.flush()?;
    }
    Ok(())
}

/// The next request's JSON, or nothing when the input ends between two requests.
fn next(input: &mut impl Read) -> Result<Option<Vec<u8>>, Error> {
    let mut length = [0; 4];
    let mut got = 0;
    while got < length.len() {
        match input.read(&mut length[got..]) {
            Ok(0) if got == 0 => return Ok(None),
            Ok(0) => return Err(std::io::Error::from(ErrorKind::UnexpectedEof).into()),
            Ok(count) => got += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    let bytes = u32::from_le_bytes(length) as usize;
    if bytes > MAX_REQUEST_BYTES {
        return Err(WireError::TooLong { bytes, limit: MAX_REQUEST_BYTES }.into());
    }
    let mut json = vec![0; bytes];
    input.read_exact(&mut json)?;
    Ok(Some(json))
}
