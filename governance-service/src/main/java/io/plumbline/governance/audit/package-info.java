/// The audit log's events: search, verification of one, and proofs. `/api/v1/audit/events` and the pages
/// `/audit`.
@NullMarked
package io.plumbline.governance.audit;

import org.jspecify.annotations.NullMarked;
