/// Where a call's data may go beside the model: members of a request that lead it elsewhere, and addresses in an
/// answer that carry the caller's own values to a server.
@NullMarked
package io.plumbline.guardrails.egress;

import org.jspecify.annotations.NullMarked;
