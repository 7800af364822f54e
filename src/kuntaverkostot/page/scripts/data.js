// What Python wrote for the scripts, read once.

export const data = JSON.parse(document.getElementById("data").textContent);

export const { language, date, texts, decimal, grouping, frames, geo, layouts } = data;
