/// Recognizers of personal data, under Presidio's entity names.
@NullMarked
package io.plumbline.personaldata.pii;

import org.jspecify.annotations.NullMarked;
