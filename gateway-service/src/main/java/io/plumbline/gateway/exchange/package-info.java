/// A chat as the gateway knows it, in no dialect: what is asked of a model, what it answers, and the pieces of a
/// streamed answer. Client dialects and provider dialects are codecs on either side, so that a further dialect is
/// one codec and not one translation for each of the others.
@NullMarked
package io.plumbline.gateway.exchange;

import org.jspecify.annotations.NullMarked;
