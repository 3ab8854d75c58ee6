/// API keys.
@NullMarked
package io.plumbline.console.key;

import org.jspecify.annotations.NullMarked;
