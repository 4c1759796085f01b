//! Positions that outlive edits.
//!
//! What is known of a statement that an edit left alone must stay right without being touched, or each keystroke would
//! cost as much as reading the file. So a [`Pos`] is no byte: it is a number in the order of the text. Each statement of
//! the top level, and of the blocks directly inside those, has a range of numbers of its own with room to grow before
//! the next. An edit moves the bytes that a range stands for, and leaves the range where it is.

use std::ops::Range;

use crate::ast::{Pos, Span};

/// Room that is left before a statement, as far as the numbers last.
const ROOM: u32 = 1 << 16;

/// Which bytes positions stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Positions {
    /// Where each range begins, as a position and as a byte. Both ascend; the first is 0 and 0.
    marks: Vec<Mark>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    pos: u32,
    byte: u32,
}

/// A statement that gets a range of positions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unit {
    /// Where it begins, as a byte.
    pub(crate) byte: u32,
    /// The position that it has had.
    pub(crate) kept: Option<Pos>,
}

impl Positions {
    /// Positions that are bytes: nothing has room to grow.
    pub(crate) fn bytes() -> Positions {
        Positions { marks: vec![Mark { pos: 0, byte: 0 }] }
    }

    /// Whether positions are bytes.
    pub(crate) fn are_bytes(&self) -> bool {
        self.marks.len() == 1
    }

    /// Positions with room before each unit.
    pub(crate) fn with_room(units: &[Unit], length: usize) -> Positions {
        let count = u32::try_from(units.len()).unwrap_or(u32::MAX - 1);
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        let room = ((u32::MAX - length) / (count + 1)).min(ROOM);
        let mut marks = Positions::bytes().marks;
        marks.extend((1..).zip(units).map(|(at, unit)| Mark { pos: unit.byte + room * at, byte: unit.byte }));
        Positions { marks }
    }

    /// Positions after an edit: units that are kept stay where they are, others take the places of those that are
    /// gone, or the room between. None where there is too little of it.
    pub(crate) fn after(&self, units: &[Unit], length: usize) -> Option<Positions> {
        let length = u32::try_from(length).ok()?;
        let mut marks = Positions::bytes().marks;
        let mut rest = units;
        while let Some(first) = rest.first() {
            let fresh = rest.iter().position(|unit| unit.kept.is_some()).unwrap_or(rest.len());
            let (run, after) = rest.split_at(fresh);
            let last = *marks.last()?;
            let next = after.first();
            let limit = next.and_then(|unit| unit.kept).map_or(u32::MAX, |pos| pos.0);
            let low = last.pos.checked_add(first.byte.checked_sub(last.byte)?)?;
            let end = next.map_or(length, |unit| unit.byte);
            self.place(run, (last.pos, low, limit), end, &mut marks)?;
            if let Some(Unit { byte, kept: Some(pos) }) = next {
                marks.push(Mark { pos: pos.0, byte: *byte });
            }
            rest = after.get(1..).unwrap_or(&[]);
        }
        let last = marks.last()?;
        last.pos.checked_add(length.checked_sub(last.byte)?)?;
        Some(Positions { marks })
    }

    /// Gives positions to units between `low` and `limit`; the last of them ends before the byte `end`.
    fn place(&self, run: &[Unit], (after, low, limit): (u32, u32, u32), end: u32, marks: &mut Vec<Mark>) -> Option<()> {
        let Some(first) = run.first() else {
            return (low <= limit).then_some(());
        };
        let needed = end.checked_sub(first.byte)?;
        let room = limit.checked_sub(low)?.checked_sub(needed)?;
        let begin = marks.len();
        let mut gone = self.marks.iter().map(|mark| mark.pos).filter(|pos| *pos > after && *pos < limit);
        let (mut least, mut left) = (low, room);
        for (at, unit) in run.iter().enumerate() {
            let step = left / u32::try_from(run.len() - at + 1).ok()?;
            let pos = gone.next().filter(|pos| *pos >= least && *pos - least <= left);
            let pos = pos.unwrap_or(least + step.min(ROOM));
            left -= pos - least;
            marks.push(Mark { pos, byte: unit.byte });
            let following = run.get(at + 1).map_or(end, |next| next.byte);
            least = pos.checked_add(following.checked_sub(unit.byte)?)?;
        }
        (marks.len() - begin == run.len() && least <= limit).then_some(())
    }

    /// The byte of a position.
    pub(crate) fn byte(&self, pos: Pos) -> usize {
        let after = self.marks.partition_point(|mark| mark.pos <= pos.0);
        let Some(mark) = after.checked_sub(1).and_then(|at| self.marks.get(at)) else {
            return 0;
        };
        let byte = mark.byte.saturating_add(pos.0 - mark.pos);
        self.marks.get(after).map_or(byte, |next| byte.min(next.byte)) as usize
    }

    /// The position of a byte.
    pub(crate) fn pos(&self, byte: usize) -> Pos {
        let byte = u32::try_from(byte).unwrap_or(u32::MAX);
        let after = self.marks.partition_point(|mark| mark.byte <= byte);
        let mark = after.checked_sub(1).and_then(|at| self.marks.get(at)).copied().unwrap_or(Mark { pos: 0, byte: 0 });
        Pos(mark.pos.saturating_add(byte - mark.byte))
    }

    /// The bytes of a span.
    pub(crate) fn range(&self, span: Span) -> Range<usize> {
        self.byte(span.start)..self.byte(span.end)
    }

    /// The span of bytes. It ends in the range in which its last byte lies.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        let start = self.pos(range.start);
        if range.end <= range.start {
            return Span { start, end: start };
        }
        Span { start, end: Pos(self.pos(range.end - 1).0.saturating_add(1)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fresh(byte: u32) -> Unit {
        Unit { byte, kept: None }
    }

    #[test]
    fn what_is_kept_stays_and_what_is_new_has_its_place_in_the_order() {
        let before = Positions::with_room(&[fresh(0), fresh(10), fresh(30)], 40);
        let kept = |byte: usize| Some(before.pos(byte));
        // Ten bytes and a unit more before the last.
        let units = [Unit { byte: 0, kept: kept(0) }, fresh(10), fresh(25), Unit { byte: 40, kept: kept(30) }];
        let after = before.after(&units, 50).expect("there is room");
        assert_eq!((after.pos(5), after.pos(45)), (before.pos(5), before.pos(35)));
        assert_eq!(after.pos(10), before.pos(10), "the first of the new ones takes the place of the one that is gone");
        let all: Vec<Pos> = (0..50).map(|byte| after.pos(byte)).collect();
        assert!(all.is_sorted_by(|a, b| a < b), "{all:?}");
        assert!((0..50).all(|byte| after.byte(after.pos(byte)) == byte));
        assert_eq!(after.range(after.span(12..40)), 12..40);
    }

    #[test]
    fn nothing_is_placed_where_no_room_is_left() {
        let before = Positions::with_room(&[fresh(0), fresh(10)], 20);
        let kept = |byte: usize| Some(before.pos(byte));
        let length = 10 + ROOM * 2;
        let units = [Unit { byte: 0, kept: kept(0) }, Unit { byte: length - 10, kept: kept(10) }];
        assert_eq!(before.after(&units, length as usize), None);
        assert_eq!(Positions::bytes().after(&[fresh(0), fresh(4)], 8).map(|after| after.pos(3)), Some(Pos(3 + ROOM)));
    }
}
