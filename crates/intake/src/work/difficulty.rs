//! How much work is asked: little when the lane is empty, more as it fills, never more than the ceiling.
//!
//! It knows the load of a lane and nothing about callers: one person cannot raise it for another alone.

/// The range of leading zero bits that may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difficulty {
    floor: u8,
    ceiling: u8,
}

impl Default for Difficulty {
    /// 4 096 hashes on average when idle, 262 144 at the ceiling.
    fn default() -> Self {
        Self { floor: 12, ceiling: 18 }
    }
}

impl Difficulty {
    /// Between `floor` and `ceiling` bits; a floor above the ceiling is the ceiling. Nought and nought switch work off.
    #[must_use]
    pub fn between(floor: u8, ceiling: u8) -> Self {
        Self { floor: floor.min(ceiling), ceiling }
    }

    /// Bits to ask when `busy` of `slots` slots of the lane are taken and `waiting` requests wait for one.
    ///
    /// Up to half the slots taken nothing changes; from there each step of a half lane of load doubles the work.
    #[must_use]
    pub fn bits(&self, busy: usize, waiting: usize, slots: usize) -> u8 {
        let half = (slots / 2).max(1);
        let steps = busy.saturating_add(waiting).saturating_sub(half).div_ceil(half);
        let steps = u8::try_from(steps).unwrap_or(u8::MAX);
        self.floor.saturating_add(steps).min(self.ceiling)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_lane_asks_the_floor_and_a_flood_the_ceiling() {
        let difficulty = Difficulty::default();
        assert_eq!(difficulty.bits(0, 0, 8), 12);
        assert_eq!(difficulty.bits(4, 0, 8), 12);
        assert_eq!(difficulty.bits(8, usize::MAX, 8), 18);
    }

    #[test]
    fn more_load_never_asks_less() {
        let difficulty = Difficulty::default();
        for busy in 0..40 {
            assert!(difficulty.bits(busy, 0, 8) <= difficulty.bits(busy + 1, 0, 8));
        }
        assert!(difficulty.bits(8, 0, 8) > difficulty.bits(4, 0, 8));
    }

    #[test]
    fn work_can_be_switched_off_and_a_lane_without_slots_is_no_division_by_nought() {
        assert_eq!(Difficulty::between(0, 0).bits(50, 50, 8), 0);
        assert_eq!(Difficulty::default().bits(0, 0, 0), 12);
    }
}
