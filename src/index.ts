import { main, realWorld } from './main.ts';

void main(process, realWorld);
