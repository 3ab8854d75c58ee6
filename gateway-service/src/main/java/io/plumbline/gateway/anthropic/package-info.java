/// Anthropic's shapes: what in a request or an answer is text, how a stream runs, and what an error looks
/// like.
@NullMarked
package io.plumbline.gateway.anthropic;

import org.jspecify.annotations.NullMarked;
