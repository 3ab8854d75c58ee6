/// Approvals: the page of one, with the decision.
@NullMarked
package io.plumbline.console.approval;

import org.jspecify.annotations.NullMarked;
