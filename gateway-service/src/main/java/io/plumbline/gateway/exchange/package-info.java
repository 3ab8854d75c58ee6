/// A chat call independent of any dialect: the request to a model, its answer, and the pieces of a streamed
/// answer. Client and provider dialects are codecs on either side. A new dialect therefore needs one codec
/// instead of a translation for each of the others.
@NullMarked
package io.plumbline.gateway.exchange;

import org.jspecify.annotations.NullMarked;
