/// Tests of API keys.
@NullMarked
package io.plumbline.governance.key;

import org.jspecify.annotations.NullMarked;
