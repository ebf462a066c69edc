/** ECharts with only the parts in use; loaded when the first chart is drawn. */
import {
  BarChart,
  BoxplotChart,
  CustomChart,
  HeatmapChart,
  LineChart,
  ParallelChart,
  ScatterChart,
} from 'echarts/charts';
import {
  CalendarComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  ParallelComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { init, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';

use([
  BarChart,
  BoxplotChart,
  LineChart,
  HeatmapChart,
  ScatterChart,
  CustomChart,
  ParallelChart,
  ParallelComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  DataZoomComponent,
  CalendarComponent,
  VisualMapComponent,
  MarkAreaComponent,
  MarkLineComponent,
  LabelLayout,
  SVGRenderer,
  CanvasRenderer,
]);

export { init };
