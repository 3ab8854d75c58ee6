/// The actors of the story: their accounts and API keys.
@NullMarked
package io.plumbline.standalone.demo.cast;

import org.jspecify.annotations.NullMarked;
