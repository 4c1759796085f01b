//! What is worth another attempt, and when.

use std::time::{Duration, SystemTime};

/// Waits do not grow beyond this.
const LONGEST_BACKOFF: Duration = Duration::from_secs(30);
/// An endpoint that asks for more patience than this is told to the user instead.
pub(crate) const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// Whether the same request may succeed later.
pub(crate) fn is_transient(status: u16, said: &str) -> bool {
    // A quota that is used up stays used up.
    matches!(status, 408 | 425 | 429 | 500 | 502..=599) && !said.contains("insufficient_quota")
}

/// How long to wait after the attempt with this number, from 1: what the endpoint asks for, else twice as long each
/// time. Nothing where it asks for too much.
pub(crate) fn pause(attempt: u32, backoff: Duration, asked: Option<Duration>) -> Option<Duration> {
    let doubled = || backoff.saturating_mul(1 << attempt.saturating_sub(1).min(16)).min(LONGEST_BACKOFF);
    Some(asked.unwrap_or_else(doubled)).filter(|wait| *wait <= LONGEST_WAIT)
}

/// What a `Retry-After` header asks for: seconds or a date.
pub(crate) fn retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    match value.parse::<f64>() {
        Ok(seconds) => Duration::try_from_secs_f64(seconds).ok(),
        Err(_) => Some(httpdate::parse_http_date(value).ok()?.duration_since(now).unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn waits_double_and_are_bounded() {
        assert_eq!(pause(1, SECOND, None), Some(SECOND));
        assert_eq!(pause(3, SECOND, None), Some(4 * SECOND));
        assert_eq!(pause(u32::MAX, SECOND, None), Some(LONGEST_BACKOFF));
        assert_eq!(pause(1, SECOND, Some(7 * SECOND)), Some(7 * SECOND));
        assert_eq!(pause(1, SECOND, Some(3600 * SECOND)), None);
    }

    #[test]
    fn seconds_and_dates_are_read() {
        let now = httpdate::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").unwrap();
        assert_eq!(retry_after(" 2 ", now), Some(2 * SECOND));
        assert_eq!(retry_after("0.5", now), Some(SECOND / 2));
        assert_eq!(retry_after("Sun, 06 Nov 1994 08:49:40 GMT", now), Some(3 * SECOND));
        assert_eq!(retry_after("Sun, 06 Nov 1994 08:00:00 GMT", now), Some(Duration::ZERO));
        for nonsense in ["", "soon", "-1", "inf", "NaN"] {
            assert_eq!(retry_after(nonsense, now), None, "{nonsense}");
        }
    }

    #[test]
    fn only_what_may_pass_is_transient() {
        assert!([408, 429, 500, 502, 503, 504, 529].iter().all(|status| is_transient(*status, "")));
        assert!(![400, 401, 403, 404, 413, 422, 501].iter().any(|status| is_transient(*status, "")));
        assert!(!is_transient(429, r#"{"error":{"code":"insufficient_quota"}}"#));
    }
}
