//! Files of earlier versions, brought to the current one step by step.

use super::error::BundleError;
use serde_json::Value;

/// Turns a whole file of one version into the next version's form. A step that
/// changes a field's value takes the mark out of the field's stamp, since the
/// mark is that of the earlier value.
pub(super) type Step = fn(Value) -> Result<Value, BundleError>;

/// The step at place `n` leads from version `n + 1` to `n + 2`. Version 1 is the
/// first, so there is none yet.
pub(super) const STEPS: &[Step] = &[];

/// Takes the steps from `version` (1 or later) to the end.
pub(super) fn migrate(file: Value, version: u32, steps: &[Step]) -> Result<Value, BundleError> {
    steps.iter().skip(version.saturating_sub(1) as usize).try_fold(file, |file, step| step(file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::bundle::VERSION;
    use serde_json::json;

    #[test]
    fn there_is_a_step_to_every_version() {
        assert_eq!(STEPS.len() + 1, VERSION as usize);
    }

    #[test]
    fn files_take_the_steps_from_their_version_on() {
        let rename: Step = |mut file| {
            if let Some(old) = file.get_mut("title").map(Value::take) {
                file = json!({ "name": old });
            }
            Ok(file)
        };
        let number: Step = |mut file| {
            if let Some(file) = file.as_object_mut() {
                file.insert("students".into(), json!(0));
            }
            Ok(file)
        };
        let steps = [rename, number];
        assert_eq!(migrate(json!({"title": "x"}), 1, &steps), Ok(json!({"name": "x", "students": 0})));
        assert_eq!(migrate(json!({"name": "x"}), 2, &steps), Ok(json!({"name": "x", "students": 0})));
        assert_eq!(migrate(json!({"name": "x"}), 3, &steps), Ok(json!({"name": "x"})));
        let refuse: Step = |_| Err(BundleError::Empty);
        assert_eq!(migrate(json!({}), 1, &[refuse]), Err(BundleError::Empty));
    }
}
