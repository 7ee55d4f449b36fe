//! The staff's door over a real store: who may pass where, what an answer tells, and what is refused.

#[cfg(test)]
mod authenticator;
#[cfg(test)]
mod book;
#[cfg(test)]
mod departures;
#[cfg(test)]
mod every_endpoint;
#[cfg(test)]
mod letters;
#[cfg(test)]
mod log;
#[cfg(test)]
mod passkeys;
#[cfg(test)]
mod people;
#[cfg(test)]
mod permissions_page;
#[cfg(test)]
mod place;
#[cfg(test)]
mod second_factor;
#[cfg(test)]
mod sessions;
#[cfg(test)]
mod work_on_cases;
