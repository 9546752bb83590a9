//! A workspace on its way to the worker: what the grid's documents are made of, and
//! nothing else, so that the worker need not know the other records.

use crate::cluster::{Agreement, CellNote, Cluster, ItemWording, Round, School};
use crate::survey::SurveyResult;
use crate::workspace::{Records, Workspace};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::Arc;

#[derive(Serialize, Deserialize)]
struct Surveyed {
    id: String,
    cluster: Arc<Cluster>,
    schools: Records<School>,
    rounds: Records<Round>,
    surveys: Records<SurveyResult>,
    agreements: Records<Agreement>,
    cell_notes: Records<CellNote>,
    item_wordings: Records<ItemWording>,
}

pub fn serialize<S: Serializer>(workspace: &Workspace, serializer: S) -> Result<S::Ok, S::Error> {
    let Workspace { id, cluster, schools, rounds, surveys, agreements, cell_notes, item_wordings, .. } =
        workspace.clone();
    Surveyed { id, cluster, schools, rounds, surveys, agreements, cell_notes, item_wordings }.serialize(serializer)
}

pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Box<Workspace>, D::Error> {
    let Surveyed { id, cluster, schools, rounds, surveys, agreements, cell_notes, item_wordings } =
        Surveyed::deserialize(deserializer)?;
    Ok(Box::new(Workspace {
        id,
        cluster,
        schools,
        rounds,
        surveys,
        agreements,
        cell_notes,
        item_wordings,
        ..Workspace::default()
    }))
}
