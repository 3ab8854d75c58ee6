/// The audit log: search, events with their proofs, verifications, exports and evidence packs.
@NullMarked
package io.plumbline.console.audit;

import org.jspecify.annotations.NullMarked;
