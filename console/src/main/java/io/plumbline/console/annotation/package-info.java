/// The page on which annotators label answers, with a keyboard or on a phone.
@NullMarked
package io.plumbline.console.annotation;

import org.jspecify.annotations.NullMarked;
