/// Approvals with four eyes.
@NullMarked
package io.plumbline.governance.approval;

import org.jspecify.annotations.NullMarked;
