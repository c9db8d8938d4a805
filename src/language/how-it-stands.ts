/** The words at the end of a line that ask how something stands, folded, as a piece of an expression: `nhà anh Út sao rồi`. */
export const HOW_IT_STANDS = "sao roi|the nao(?: roi)?|ra sao(?: roi)?|toi dau(?: roi)?";
