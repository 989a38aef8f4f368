//! Answers: how are values of many kinds written into the cache, and read from it?
//! Invariant: what was put is taken as it was; any other bytes give `None`.

use chrono::Datelike;

use super::bytes::{Rest, members, put_bytes, put_number, put_span};
use crate::model::Day;
use crate::model::history::Moment;
use crate::model::id::{BriefId, CampaignId, ItemId, KindId, PersonId, RecordId, StageId};
use crate::model::money::Currency;
use crate::model::place::{Placed, Span};

/// A value that has a form in the cache.
pub(super) trait Kept: Sized {
    fn put(&self, out: &mut Vec<u8>);
    fn take(rest: &mut Rest<'_>) -> Option<Self>;
}

macro_rules! ids {
    ($($id:ident),+) => {$(
        impl Kept for $id {
            fn put(&self, out: &mut Vec<u8>) {
                put_bytes(out, self.as_str().as_bytes());
            }

            fn take(rest: &mut Rest<'_>) -> Option<Self> {
                Self::new(rest.text()?)
            }
        }
    )+};
}

ids!(BriefId, CampaignId, ItemId, KindId, PersonId, RecordId, StageId);

/// Values of several forms: a number says which, then come its parts, in this order.
macro_rules! forms {
    ($type:ty: $($number:literal = $form:ident $(($($part:ident),+))?),+ $(,)?) => {
        impl Kept for $type {
            fn put(&self, out: &mut Vec<u8>) {
                match self {
                    $(Self::$form $(($($part),+))? => {
                        out.push($number);
                        $($($part.put(out);)+)?
                    })+
                }
            }

            fn take(rest: &mut Rest<'_>) -> Option<Self> {
                Some(match rest.byte()? {
                    $($number => {
                        $($(let $part = Kept::take(rest)?;)+)?
                        Self::$form $(($($part),+))?
                    })+
                    _ => return None,
                })
            }
        }
    };
}

/// Values of several parts, in this order.
macro_rules! parts {
    ($type:ident: $($part:ident),+) => {
        impl Kept for $type {
            fn put(&self, out: &mut Vec<u8>) {
                let Self { $($part),+ } = self;
                $($part.put(out);)+
            }

            fn take(rest: &mut Rest<'_>) -> Option<Self> {
                Some(Self { $($part: Kept::take(rest)?),+ })
            }
        }
    };
}

pub(super) use {forms, parts};

impl Kept for Span {
    fn put(&self, out: &mut Vec<u8>) {
        put_span(out, *self);
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        rest.span()
    }
}

impl Kept for usize {
    fn put(&self, out: &mut Vec<u8>) {
        put_number(out, *self as u64);
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        rest.length()
    }
}

impl Kept for i64 {
    fn put(&self, out: &mut Vec<u8>) {
        put_number(out, self.cast_unsigned());
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        rest.number().map(u64::cast_signed)
    }
}

impl Kept for Currency {
    fn put(&self, out: &mut Vec<u8>) {
        put_bytes(out, self.code().as_bytes());
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        Self::new(rest.text()?)
    }
}

impl Kept for Day {
    fn put(&self, out: &mut Vec<u8>) {
        i64::from(self.num_days_from_ce()).put(out);
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        Self::from_num_days_from_ce_opt(i64::take(rest)?.try_into().ok()?)
    }
}

impl Kept for Box<str> {
    fn put(&self, out: &mut Vec<u8>) {
        put_bytes(out, self.as_bytes());
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        rest.text().map(Into::into)
    }
}

impl<T: Kept> Kept for Placed<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.value.put(out);
        self.span.put(out);
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        Some(Self::new(T::take(rest)?, Span::take(rest)?))
    }
}

impl<T: Kept> Kept for Option<T> {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(self.is_some().into());
        if let Some(value) = self {
            value.put(out);
        }
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        match rest.byte()? {
            0 => Some(None),
            1 => T::take(rest).map(Some),
            _ => None,
        }
    }
}

impl<T: Kept> Kept for Vec<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.len().put(out);
        for item in self {
            item.put(out);
        }
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        members(rest, T::take)
    }
}

impl<T: Kept, U: Kept> Kept for (T, U) {
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
        self.1.put(out);
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        Some((T::take(rest)?, U::take(rest)?))
    }
}

impl Kept for u32 {
    fn put(&self, out: &mut Vec<u8>) {
        put_number(out, (*self).into());
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        rest.number()?.try_into().ok()
    }
}

impl Kept for Moment {
    fn put(&self, out: &mut Vec<u8>) {
        self.timestamp().put(out);
        self.timestamp_subsec_nanos().put(out);
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        Self::from_timestamp(Kept::take(rest)?, Kept::take(rest)?)
    }
}
