//! What this process asks of the kernel for itself: no core dumps, no reading of its memory by others of the same user, no file that others may
//! read, and as many lines at once as it may have.
//!
//! The only module with `unsafe`: the calls are plain system calls with constant arguments.

use std::io;

/// Forbids core dumps and tracing of this process, and makes its files its own. Comes first in `main`, before anything secret is in memory.
///
/// # Errors
/// When the kernel refuses; then nothing should be started.
pub(crate) fn close_to_onlookers() -> io::Result<()> {
    let none = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    #[expect(unsafe_code, reason = "a system call that reads one struct of ours")]
    let limited = unsafe { libc::setrlimit(libc::RLIMIT_CORE, &raw const none) };
    if limited != 0 {
        return Err(io::Error::last_os_error());
    }
    #[expect(unsafe_code, reason = "a system call with constant arguments")]
    let closed = unsafe { libc::prctl(libc::PR_SET_DUMPABLE, 0, 0, 0, 0) };
    if closed != 0 {
        return Err(io::Error::last_os_error());
    }
    #[expect(unsafe_code, reason = "a system call with a constant argument, which cannot fail")]
    unsafe {
        libc::umask(0o077)
    };
    Ok(())
}

/// Takes all the open files, and so all the lines, that the system lets this process have. Usually a thousand are given unasked, and so many
/// lines on which nothing is ever said are soon held by somebody who means no good: nobody else would be let in.
///
/// # Errors
/// When the kernel refuses.
pub(crate) fn take_every_line() -> io::Result<()> {
    let mut files = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    #[expect(unsafe_code, reason = "a system call that fills one struct of ours")]
    let read = unsafe { libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut files) };
    if read != 0 {
        return Err(io::Error::last_os_error());
    }
    files.rlim_cur = files.rlim_max;
    #[expect(unsafe_code, reason = "a system call that reads one struct of ours")]
    let raised = unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &raw const files) };
    if raised != 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[ignore = "changes the whole process; the test below runs it in one of its own"]
    fn alone_nothing_of_the_process_is_dumped() {
        close_to_onlookers().unwrap();
        let limits = std::fs::read_to_string("/proc/self/limits").unwrap();
        let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
        assert_eq!(core.split_whitespace().nth(4), Some("0"), "{core}");
        #[expect(unsafe_code, reason = "asks the kernel for one number")]
        let dumpable = unsafe { libc::prctl(libc::PR_GET_DUMPABLE, 0, 0, 0, 0) };
        assert_eq!(dumpable, 0);
    }

    #[test]
    fn nothing_of_the_process_is_dumped() {
        let itself = std::env::current_exe().unwrap();
        let name = "process::tests::alone_nothing_of_the_process_is_dumped";
        let run = std::process::Command::new(itself).args(["--ignored", "--exact", name]).output().unwrap();
        let said = String::from_utf8_lossy(&run.stdout).into_owned();
        assert!(run.status.success() && said.contains("1 passed"), "{said}");
    }
}
