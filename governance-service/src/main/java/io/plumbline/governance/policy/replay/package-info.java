/// Dry runs of guard policies on calls in the audit log. Plain Java.
@NullMarked
package io.plumbline.governance.policy.replay;

import org.jspecify.annotations.NullMarked;
