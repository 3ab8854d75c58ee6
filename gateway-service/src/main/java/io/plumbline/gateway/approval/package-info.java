/// Calls that wait for a person's decision.
@NullMarked
package io.plumbline.gateway.approval;

import org.jspecify.annotations.NullMarked;
