/// Calls that wait for an approval.
@NullMarked
package io.plumbline.gateway.approval;

import org.jspecify.annotations.NullMarked;
