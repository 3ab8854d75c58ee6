// Shows the figures of the charts over time where the pointer is, in all charts of the page at once. Without this
// script each chart stays as the server has drawn it, with its table. Loaded as a module, so once.
const library = new URL('../webjars/uplot/1.6.30/dist/', import.meta.url);

const loaded = (tag, attributes) => new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), attributes, {onload: resolve, onerror: reject});
    document.head.append(element);
});

/** Adds up the series, so that each is drawn on top of those before it. */
const stacked = (series) => {
    const sums = series[0].values.map(() => 0);
    return series.map((each) => each.values.map((value, at) => value ? sums[at] += value : null));
};

const draw = (figure) => {
    const chart = JSON.parse(figure.dataset.chart);
    const svg = figure.querySelector('.plot-area svg');
    const area = document.createElement('div');
    area.className = 'plot-canvas';
    area.setAttribute('aria-hidden', 'true');
    const colours = chart.series.map((_, at) => {
        const sample = document.createElement('i');
        sample.className = `s${at % 6 + 1}`;
        area.append(sample);
        return () => getComputedStyle(sample).getPropertyValue('--series');
    });
    svg.after(area);
    svg.classList.add('redrawn');

    const heading = figure.querySelector('.figure');
    const total = heading.textContent;
    const keys = [...figure.querySelectorAll('.keys > li')];
    const show = (at) => {
        const none = at === null || at === undefined;
        heading.textContent = none ? total : keys.length ? chart.times[at] : `${chart.times[at]}: ${chart.series[0].texts[at]}`;
        keys.forEach((key, i) => { key.textContent = chart.series[i].name + (none ? '' : `: ${chart.series[i].texts[at]}`); });
    };

    const values = chart.stacked ? stacked(chart.series) : chart.series.map((each) => each.values);
    const style = (at) => chart.stacked
        ? {fill: colours[at], width: 0, paths: uPlot.paths.bars({size: [0.72]}), points: {show: false}}
        : {stroke: colours[at], width: 2};
    // The highest sums first: the bars of the lower series then cover them.
    const order = chart.series.map((_, at) => at);
    if (chart.stacked) order.reverse();
    const size = () => {
        const {width, height} = svg.getBoundingClientRect();
        return {width, height};
    };
    const plot = new uPlot({
        ...size(), padding: [4, 0, 0, 0], legend: {show: false}, axes: [{show: false}, {show: false}],
        scales: {x: {time: false, range: [0, chart.times.length]}, y: {range: [0, chart.highest]}},
        cursor: {y: false, drag: {x: false, y: false}, sync: {key: 'page'}, points: {show: !chart.stacked}},
        series: [{}, ...order.map(style)],
        hooks: {setCursor: [(shown) => show(shown.cursor.idx)]},
    }, [chart.times.map((_, at) => at + 0.5), ...order.map((at) => values[at])], area);
    new ResizeObserver(() => plot.setSize(size())).observe(svg);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => plot.redraw(false));
};

const figures = document.querySelectorAll('.time-chart[data-chart]');
if (figures.length) {
    await Promise.all([
        loaded('script', {src: new URL('uPlot.iife.min.js', library)}),
        loaded('link', {rel: 'stylesheet', href: new URL('uPlot.min.css', library)}),
    ]);
    figures.forEach(draw);
}
