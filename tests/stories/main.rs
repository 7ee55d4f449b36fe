//! Stories across the house: the real binary on one side, the real client on the other, and the disk, the wire
//! and the system's calls looked at in between.

#[cfg(test)]
mod conversation;
#[cfg(test)]
mod demo;
#[cfg(test)]
mod deployed;
#[cfg(test)]
mod endings;
#[cfg(test)]
mod factor;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod flood;
#[cfg(test)]
mod identities;
#[cfg(test)]
mod leaving;
#[cfg(test)]
mod lies;
#[cfg(test)]
mod load;
#[cfg(test)]
mod log;
#[cfg(test)]
mod members;
#[cfg(test)]
mod memory;
#[cfg(test)]
mod operator;
#[cfg(test)]
mod ports;
#[cfg(test)]
mod sizes;
#[cfg(test)]
mod traces;
