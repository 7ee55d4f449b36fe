//! How much work is asked: little when the lane is empty, more as it fills, never more than the ceiling.
//!
//! It knows the load of a lane and nothing about callers: one person cannot raise it for another alone.

/// The range of leading zero bits that may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difficulty {
    floor: u8,
    ceiling: u8,
    easy: usize,
}

impl Default for Difficulty {
    /// 32 768 hashes on average when idle, 524 288 at the ceiling (docs/decisions/0003).
    fn default() -> Self {
        Self::between(15, 19)
    }
}

impl Difficulty {
    /// Between `floor` and `ceiling` bits; a floor above the ceiling is the ceiling. Nought and nought switch work off.
    /// The floor is asked as long as no more than 16 requests are in the lane.
    #[must_use]
    pub fn between(floor: u8, ceiling: u8) -> Self {
        Self { floor: floor.min(ceiling), ceiling, easy: 16 }
    }

    /// Bits to ask when so many requests are received in the lane or wait there: each further 16 double the work.
    #[must_use]
    pub fn bits(&self, crowd: usize) -> u8 {
        let steps = crowd.saturating_sub(self.easy).div_ceil(self.easy.max(1));
        self.floor.saturating_add(u8::try_from(steps).unwrap_or(u8::MAX)).min(self.ceiling)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_lane_asks_the_floor_and_a_flood_the_ceiling() {
        let difficulty = Difficulty::default();
        assert_eq!([0, 16, 17, 32, 33].map(|crowd| difficulty.bits(crowd)), [15, 15, 16, 16, 17]);
        assert_eq!(difficulty.bits(usize::MAX), 19);
    }

    #[test]
    fn work_can_be_switched_off() {
        assert_eq!(Difficulty::between(0, 0).bits(500), 0);
    }
}
