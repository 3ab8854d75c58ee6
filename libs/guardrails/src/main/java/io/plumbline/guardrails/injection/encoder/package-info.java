/// The meaning of a text, as the encoder reads it, compared with that of attacks; and estimates of where the encoder is
/// needed.
@NullMarked
package io.plumbline.guardrails.injection.encoder;

import org.jspecify.annotations.NullMarked;
