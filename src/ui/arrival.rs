//! Parts of the app that arrive when they are first needed, so that the first page
//! stands soon on a slow line. The build cuts the program at the functions below
//! (feature `split`); without the feature everything is there from the start. The
//! service worker keeps all parts, so that none is missing without a network.

use super::App;
use super::start::Opening;
use crate::i18n::Lang;
use crate::storage::LoadError;
use crate::workspace::Workspace;

/// The network did not give a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for Missing {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Missing {
        Missing
    }
}

/// A function whose program arrives with the first call: `part => fn name(…) -> Result<…, Missing> {…}`.
macro_rules! arriving {
    ($part:ident => fn $name:ident($($arg:ident: $type:ty),*) -> $out:ty $body:block) => {
        #[cfg(feature = "split")]
        #[allow(unsafe_code, reason = "the macro links the two halves of the program")]
        #[wasm_split_helpers::wasm_split($part, fallible)]
        pub fn $name($($arg: $type),*) -> Result<$out, Missing> {
            let out: $out = $body;
            Ok(out)
        }

        #[cfg(not(feature = "split"))]
        pub async fn $name($($arg: $type),*) -> Result<$out, Missing> {
            let out: $out = $body;
            Ok(out)
        }
    };
}

arriving!(files => fn open_file(opening: Opening, bytes: Vec<u8>) -> () { opening.opened(&bytes) });
arriving!(files => fn load_kept(app: App, id: String) -> Result<(), LoadError> { app.load_kept(&id) });
arriving!(files => fn example(lang: Lang, id: String) -> Workspace { Workspace::example(lang, id) });
