/// Regular expressions that somebody outside has written.
@NullMarked
package io.plumbline.kit.pattern;

import org.jspecify.annotations.NullMarked;
