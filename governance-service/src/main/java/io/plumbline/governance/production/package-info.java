/// What a production change takes: the table that every service decides by.
@NullMarked
package io.plumbline.governance.production;

import org.jspecify.annotations.NullMarked;
