/// Where a call's data may go besides the model: routing members of a request, and addresses in an answer that
/// would carry the caller's own values to a server.
@NullMarked
package io.plumbline.personaldata.egress;

import org.jspecify.annotations.NullMarked;
