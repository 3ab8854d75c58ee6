/// Governance: identity, guard policies, approvals and the audit log.
@NullMarked
package io.plumbline.governance;

import org.jspecify.annotations.NullMarked;
