//! Notices: what is owed, and what was sent.

use crate::{
    Actor, Engine, Error, NoticeId,
    domain::{access::UseCase, notice::Notice},
    store::notices,
};

/// The most notices at once.
const MOST: i64 = 10_000;

impl Engine {
    /// The notices that are due, the oldest first.
    pub async fn list_owed_notices(&self, actor: &Actor, most: i64) -> Result<Vec<Notice>, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::SendNotices, None).await?;
        Ok(notices::list_owed(&mut tx, self.now(), most.clamp(0, MOST)).await?)
    }

    /// Remembers that a notice was sent; its secret is forgotten. A conflict where somebody sent it before.
    pub async fn mark_notice_sent(&self, actor: &Actor, id: NoticeId) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::SendNotices, None).await?;
        if !notices::mark_sent(&mut tx, id, self.now()).await? {
            return Err(Error::Conflict);
        }
        Ok(tx.commit().await?)
    }
}
