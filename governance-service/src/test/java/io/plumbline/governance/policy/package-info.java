/// Tests of guard policies.
@NullMarked
package io.plumbline.governance.policy;

import org.jspecify.annotations.NullMarked;
