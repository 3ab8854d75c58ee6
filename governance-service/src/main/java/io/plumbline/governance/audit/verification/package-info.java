/// Verifications of the whole audit log: `/api/v1/audit/verifications`.
@NullMarked
package io.plumbline.governance.audit.verification;

import org.jspecify.annotations.NullMarked;
