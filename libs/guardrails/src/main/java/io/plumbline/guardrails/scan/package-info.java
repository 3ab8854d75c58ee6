/// One linear pass over a text that calls the recognizers of spans where a candidate may begin, whole or in a
/// stream.
@NullMarked
package io.plumbline.guardrails.scan;

import org.jspecify.annotations.NullMarked;
