/// Production changes: the rules, and the changes themselves.
@NullMarked
package io.plumbline.console.production;

import org.jspecify.annotations.NullMarked;
