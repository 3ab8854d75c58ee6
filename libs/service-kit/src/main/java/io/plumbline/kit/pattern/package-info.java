/// Regular expressions from untrusted sources.
@NullMarked
package io.plumbline.kit.pattern;

import org.jspecify.annotations.NullMarked;
