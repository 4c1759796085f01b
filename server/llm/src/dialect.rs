//! What an endpoint understands. Models and servers differ in which settings they take: what one of them refuses by
//! name is left out from then on.

/// Which settings are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// `response_format` with a JSON schema.
    pub(crate) schema: bool,
    /// `temperature`.
    pub(crate) temperature: bool,
    /// `seed`.
    pub(crate) seed: bool,
    /// `max_completion_tokens` in place of `max_tokens`.
    pub(crate) completion_tokens: bool,
}

impl Default for Dialect {
    fn default() -> Dialect {
        Dialect { schema: true, temperature: true, seed: true, completion_tokens: false }
    }
}

impl Dialect {
    /// The dialect without what the endpoint refuses; nothing where it refuses something else.
    pub(crate) fn without(self, status: u16, said: &str) -> Option<Dialect> {
        if !matches!(status, 400 | 422 | 501) {
            return None;
        }
        let mut next = self;
        if said.contains("max_completion_tokens") {
            next.completion_tokens = true;
        } else if ["response_format", "json_schema", "schema"].iter().any(|name| said.contains(name)) {
            next.schema = false;
        } else if said.contains("temperature") {
            next.temperature = false;
        } else if said.contains("seed") {
            next.seed = false;
        }
        (next != self).then_some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_setting_is_given_up_once() {
        let all = Dialect::default();
        let fewer = all.without(400, "'response_format' is not supported").unwrap();
        assert!(!fewer.schema && fewer.temperature);
        assert_eq!(fewer.without(400, "'response_format' is not supported"), None);
        assert!(all.without(400, "use 'max_completion_tokens' instead").unwrap().completion_tokens);
        assert!(!all.without(422, "temperature must be 1").unwrap().temperature);
        assert!(!all.without(400, "unknown field seed").unwrap().seed);
        assert_eq!(all.without(400, "the context is too long"), None);
        assert_eq!(all.without(500, "temperature"), None);
    }
}
