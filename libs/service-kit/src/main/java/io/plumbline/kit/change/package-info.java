/// Numbered changes that other services follow by long polling.
@NullMarked
package io.plumbline.kit.change;

import org.jspecify.annotations.NullMarked;
