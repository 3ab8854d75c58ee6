/// One linear pass over a text, whole or as a stream, that calls the recognizers of spans where a candidate may
/// begin.
@NullMarked
package io.plumbline.personaldata.scan;

import org.jspecify.annotations.NullMarked;
