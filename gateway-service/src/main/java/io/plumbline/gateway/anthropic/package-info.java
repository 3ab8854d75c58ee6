/// Anthropic's formats: which parts of a request or an answer are text, how a stream runs, and how errors look.
@NullMarked
package io.plumbline.gateway.anthropic;

import org.jspecify.annotations.NullMarked;
