//! Memory that is given back is wiped first, all of it: what people wrote must not lie in the heap after the answer. The wiping itself is
//! the library's; this module only puts it in place.

use std::alloc::System;

use zeroizing_alloc::ZeroAlloc;

#[global_allocator]
static WIPING: ZeroAlloc<System> = ZeroAlloc(System);

#[cfg(test)]
mod tests {
    use std::{
        fs::File,
        io::{Read, Seek, SeekFrom},
    };

    const MARK: u8 = 0xA7;

    /// What stands in this process's memory at an address, as the kernel sees it.
    fn memory(address: usize, length: usize) -> Vec<u8> {
        let mut memory = File::open("/proc/self/mem").unwrap();
        memory.seek(SeekFrom::Start(address.try_into().unwrap())).unwrap();
        let mut bytes = vec![0; length];
        memory.read_exact(&mut bytes).unwrap();
        bytes
    }

    fn marks(bytes: &[u8]) -> usize {
        bytes.iter().filter(|byte| **byte == MARK).count()
    }

    #[test]
    fn memory_that_was_given_back_is_empty() {
        let filled = vec![MARK; 8192];
        let address = filled.as_ptr().addr();
        assert_eq!(marks(&memory(address, 8192)), 8192, "the control finds what is there");
        drop(filled);
        assert!(marks(&memory(address, 8192)) < 100, "what was given back was wiped");
    }

    #[test]
    fn memory_that_was_outgrown_is_empty() {
        let mut growing = vec![MARK; 8192];
        let (address, _wall) = (growing.as_ptr().addr(), vec![0_u8; 64]);
        growing.reserve_exact(1 << 20);
        assert_ne!(growing.as_ptr().addr(), address, "it moved");
        assert!(marks(&memory(address, 8192)) < 100, "the old place was wiped");
    }
}
