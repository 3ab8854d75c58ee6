/// Tests of approvals.
@NullMarked
package io.plumbline.governance.approval;

import org.jspecify.annotations.NullMarked;
