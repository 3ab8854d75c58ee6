/// Recognizers of credentials.
@NullMarked
package io.plumbline.personaldata.secret;

import org.jspecify.annotations.NullMarked;
