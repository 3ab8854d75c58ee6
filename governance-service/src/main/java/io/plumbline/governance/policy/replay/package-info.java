/// What a draft of a guard policy would have done to calls that the audit log tells of. Plain Java.
@NullMarked
package io.plumbline.governance.policy.replay;

import org.jspecify.annotations.NullMarked;
