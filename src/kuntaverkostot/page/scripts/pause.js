// A moment in which the page may answer and draw.

export const pause = () => new Promise((done) => setTimeout(done));
