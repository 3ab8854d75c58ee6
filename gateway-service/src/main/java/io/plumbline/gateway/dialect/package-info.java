/// The languages in which models are spoken to, as far as the pipeline of calls knows them.
@NullMarked
package io.plumbline.gateway.dialect;

import org.jspecify.annotations.NullMarked;
